"""What each loss costs: links, places, borders, countries, services and events, alone and in pairs."""
