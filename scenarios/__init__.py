"""What is played: reforms, certification scenarios, markets and their calibration, as data."""
