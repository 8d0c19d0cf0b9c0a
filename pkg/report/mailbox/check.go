package mailbox

import (
	"errors"
	"fmt"
	"strings"
)

// The lengths of RFC 5321, 4.5.3.1, and of RFC 1035, 2.3.4, in bytes.
const (
	maxLocal  = 64
	maxDomain = 255
	maxLabel  = 63
)

// Check returns why SES takes no mail to or from the mailbox, in words that end a sentence
// which begins with the address; nil if it does. SES takes no characters beyond ASCII
// before the @, and a domain in Punycode, as its pages say
// (docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html), and a domain that
// has the form of a host's name.
func (m Mailbox) Check() error {
	switch local := m.Local(); {
	case !isASCII(local):
		return errors.New("has a character beyond ASCII before its @, which SES does not send to or from")
	case len(local) > maxLocal:
		return fmt.Errorf("has %d characters before its @, of which %d are allowed", len(local), maxLocal)
	}
	return checkDomain(m.Domain())
}

func checkDomain(domain string) error {
	labels := strings.Split(domain, ".")
	switch {
	case len(domain) > maxDomain:
		return fmt.Errorf("has %d characters after its @, of which %d are allowed", len(domain), maxDomain)
	case len(labels) < 2:
		return errors.New("has no dot in its domain")
	}
	for _, label := range labels {
		if err := checkLabel(label); err != nil {
			return err
		}
	}
	return nil
}

func checkLabel(label string) error {
	switch {
	case label == "":
		return errDots
	case len(label) > maxLabel:
		return fmt.Errorf("has %d characters between two dots of its domain, where %d are allowed", len(label), maxLabel)
	case label[0] == '-' || label[len(label)-1] == '-':
		return errors.New("has a hyphen next to a dot of its domain, or at an end of it")
	}
	for _, r := range label {
		if !isHostCharacter(r) {
			return fmt.Errorf("has %q in its domain, where only letters, digits, hyphens and dots are allowed", r)
		}
	}
	return nil
}

func isHostCharacter(r rune) bool {
	return r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
