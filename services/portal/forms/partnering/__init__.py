"""What is typed about shortlists, visits and agreements; partners says what is needed."""
