-- One database per service, made when the server's data folder is new.
CREATE DATABASE identity;
CREATE DATABASE congregations;
CREATE DATABASE partners;
CREATE DATABASE scheduling;
CREATE DATABASE notifications;
