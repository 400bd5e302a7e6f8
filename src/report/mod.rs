//! Reports: one file per format, each writing a finished run to a stream handed in.
