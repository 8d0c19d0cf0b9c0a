// Package killtest holds the kill test: it runs the binaries of the four
// functions against the embedded stand-in and kills them at seeded instants. It
// has tests only.
package killtest
