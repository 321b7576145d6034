# What is kept on the server: networks, drawings, runs.

networks-file-missing = The file { $path } is missing: copy it back, or train the network again.
storage-kept-damaged = The weights of this network after epoch { $epoch } are missing or damaged. Choose another epoch.
archive-file-damaged = A file in this zip is damaged, or locked with a password.
archive-no-zip = This file is no zip, or it is damaged.
archive-too-many-files = This zip holds { $files } files. At most { $most } are allowed.
archive-too-large = This zip unpacks to more than { $most } MB: it is refused.
archive-rare-packing = This zip is packed in a rare way. Pack it again as an ordinary zip.
networks-not-there = There is no network called “{ $name }”: no { $file } in its folder.
networks-card-unreadable = The card { $path } cannot be read: { $reason }
networks-no-sharing = This server does not let visitors choose for everyone ({ $variable } is not set).
storage-no-name = “{ $name }” is no name for anything that is kept.
storage-disk-full = This server cannot keep anything now: its disk is full. Tell whoever runs it.
storage-read-only = This server cannot keep anything now: its store is read-only. Tell whoever runs it.
storage-refuses = This server cannot keep anything now: { $reason }. Tell whoever runs it.
