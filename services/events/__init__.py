"""What the operator does about events at the command line, in whichever mode it runs."""
