//! The boundary: spans and edits to positions and text edits of the protocol, and back.
