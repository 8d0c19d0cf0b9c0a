package source

import (
	"errors"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/fanlight/fanlight/pkg/report/mailbox"
)

// readAddress returns an address of mail, with or without a name before it, as the
// definition has it: its domain in Punycode.
func readAddress(s scalar) string {
	if s.unresolved {
		return s.text
	}
	m, err := address(s.text)
	if err != nil {
		s.problem(s.at(), "", "invalid %s: it %v: want %s", s.what, err, wantAddress)
	}
	return m.String()
}

// address reads an address that SES sends to and from. Its error ends a sentence that
// begins with the address.
func address(text string) (mailbox.Mailbox, error) {
	m, err := mailbox.Parse(text)
	if err != nil {
		return m, err
	}
	if m.Address, err = inPunycode(m); err != nil {
		return m, err
	}
	return m, m.Check()
}

// inPunycode returns the address of a mailbox with its domain in ASCII
// (docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html). A domain in ASCII
// stays as it is: IAM compares the sender byte by byte.
func inPunycode(m mailbox.Mailbox) (string, error) {
	if !strings.ContainsFunc(m.Domain(), func(r rune) bool { return r > unicode.MaxASCII }) {
		return m.Address, nil
	}
	domain, err := idna.Lookup.ToASCII(m.Domain())
	if err != nil {
		return "", errors.New("has a domain that has no form in Punycode")
	}
	return m.Local() + "@" + domain, nil
}
