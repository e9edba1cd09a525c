"""How a trace is judged and how a platform is driven and certified."""
