"""Where does this figure come from? Its inputs, recursively, down to the tables published."""
