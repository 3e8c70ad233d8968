//! The fixture language of the tests.
