// Package killtest runs the four functions' real binaries under the Runtime API
// against the embedded stand-in, and kills them. It holds tests only.
package killtest
