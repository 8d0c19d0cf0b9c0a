// Package email sends reports as mail, through Amazon SES.
package email

// Channel is the kind email.
type Channel struct{}
