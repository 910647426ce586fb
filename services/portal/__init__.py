"""The pages: coach, leader, agency, operator; owns no domain data."""
