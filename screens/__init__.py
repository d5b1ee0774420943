"""What a person sees and presses: one screen per noun, and the widgets they share."""
