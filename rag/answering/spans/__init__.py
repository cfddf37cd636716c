"""What a text says by its form alone: amounts, dates, people, places, reasons, each with its characters."""
