# What a server says at its start and where it fails, and what its addresses answer.

server-phones = Phones and computers in the same network: { $address }
server-libraries-missing =
    OpenCV cannot start, because this server lacks system libraries: { $reason }
    Debian and Ubuntu: apt-get install -y libgl1 libglib2.0-0
    Fedora: dnf install mesa-libGL glib2
server-page-failed = Something went wrong on this page. Reload it; your teacher can find the reason in the server's log.
server-no-module = There is no such module.
server-no-network = There is no such network.
server-use-ours = Use our network
server-finds-many = This network finds digits on a whole sheet. It reads no single one: look at it under A number, in one pass.
server-only-digits = “{ $network }” tells other signs apart than digits, so “{ $used }” reads here.
