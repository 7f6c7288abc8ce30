"""What one link or operation takes: kilometres, hours, dollars, CO2 and capacity, worked out of rates and handling."""
