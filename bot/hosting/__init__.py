"""Apps in the making, shown on Sampan's own server: the preview in its sandbox, and the try page around it."""
