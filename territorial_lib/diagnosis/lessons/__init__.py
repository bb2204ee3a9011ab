"""What each notion means, and its calculation worked out on the territory's own figures."""
