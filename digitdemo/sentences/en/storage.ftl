# What is kept on the server: networks, drawings, runs.

networks-file-missing = The file { $path } is missing: copy it back, or train the network again.
storage-kept-damaged = The weights of this network after epoch { $epoch } are missing or damaged. Choose another epoch.
