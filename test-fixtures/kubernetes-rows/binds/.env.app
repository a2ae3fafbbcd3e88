KEY=value
