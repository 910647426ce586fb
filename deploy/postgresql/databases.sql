-- One database per service, made when the server's data folder is new. Encoding and order are
-- named, so that they do not depend on the image: the same as in the private servers of the tests.
CREATE DATABASE identity TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
CREATE DATABASE congregations TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
CREATE DATABASE partners TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
CREATE DATABASE scheduling TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
CREATE DATABASE notifications TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
