"""The teacher's page of a class, what is projected, and the pupils' phones."""
