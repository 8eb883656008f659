"""What the working groups decide by: the impact of a change on people, towns and yen, beside what it costs."""
