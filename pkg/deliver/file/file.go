// Package file writes reports to files on the machine of the reporter.
package file

// Channel is the kind file.
type Channel struct{}
