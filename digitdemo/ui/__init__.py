"""What pages share: session state, caches, drawn elements. The only room that knows Streamlit."""
