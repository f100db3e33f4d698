"""Language, towers and training of the bundled encoder of drawn scenes; see ../train_picture_encoder.py."""
