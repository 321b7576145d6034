# What is kept on the server: networks, drawings, runs.

networks-file-missing = The file { $path } is missing: copy it back, or train the network again.
