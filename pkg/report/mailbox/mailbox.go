// Package mailbox reads and writes addresses of mail with the names before them.
package mailbox

import (
	"errors"
	"fmt"
	"mime"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mailbox is an address of mail, with the name that mail programs show.
type Mailbox struct {
	Name    string // empty: none
	Address string // as SES compares it in ses:FromAddress: local part, @, domain
}

// Parse reads an address as people write it: team@example.org, or a name before it,
// Team <team@example.org>. A name may have any character but < > " and \ as it stands, and
// these too in quotes, and may be encoded by RFC 2047. What is not an address of RFC 5322
// is an error, whose text ends a sentence that begins with the address.
func Parse(s string) (Mailbox, error) {
	if !readable(s) {
		return Mailbox{}, errors.New("has a control character, or bytes that are not UTF-8")
	}
	parsed, err := mail.ParseAddress(s)
	if err != nil {
		parsed, err = withPlainName(s)
	}
	if err != nil {
		return Mailbox{}, err
	}
	if !readable(parsed.Name) {
		return Mailbox{}, errors.New("has a control character in its name, or bytes that are not UTF-8")
	}
	return Mailbox{strings.TrimSpace(parsed.Name), bare(parsed.Address)}, nil
}

// readable reports whether a text is UTF-8 without characters that nobody sees.
func readable(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.C, r) })
}

// withPlainName reads a name that RFC 5322 wants in quotes, such as one with a comma.
func withPlainName(s string) (*mail.Address, error) {
	name, address, named := strings.Cut(s, "<")
	switch {
	case named && !strings.HasSuffix(s, ">"):
		return nil, errors.New("does not end in > after its <")
	case !named || strings.TrimSpace(name) == "":
		return nil, why(s)
	}
	if i := strings.IndexAny(name, `"\<>`); i >= 0 {
		return nil, fmt.Errorf("has %c in its name: put the whole name in quotes", name[i])
	}
	if strings.Contains(name, "@") {
		return nil, errors.New("has an @ in its name: put the name in quotes, or write one address")
	}
	parsed, err := mail.ParseAddress("<" + address)
	if err != nil {
		return nil, why(strings.TrimSuffix(address, ">"))
	}
	parsed.Name = name
	return parsed, nil
}

var errDots = errors.New("has a dot at an end of its domain, or two in a row")

// why returns what is wrong with an address that net/mail refuses.
func why(address string) error {
	at := strings.LastIndexByte(address, '@')
	switch {
	case at < 0:
		return errors.New("has no @")
	case at == 0 || at == len(address)-1:
		return errors.New("has nothing on one side of its @")
	case strings.ContainsAny(address, ",;"):
		return errors.New("has several addresses")
	case strings.Contains(address[:at], "@"):
		return errors.New("has two @")
	case strings.ContainsAny(address, " \t"):
		return errors.New("has a blank")
	case strings.Contains("."+address[:at]+".", ".."):
		return errors.New("has a dot at an end of the part before its @, or two in a row")
	case strings.Contains("."+address[at+1:]+".", ".."):
		return errDots
	}
	return errors.New("is not an address that mail programs read")
}

// bare returns an address as it is in a header, without < and >: with quotes around a local
// part that needs them.
func bare(address string) string {
	return strings.TrimSuffix(strings.TrimPrefix((&mail.Address{Address: address}).String(), "<"), ">")
}

// String returns the mailbox as people read it, which Parse reads: with quotes around a
// name that needs them.
func (m Mailbox) String() string {
	if m.Name == "" {
		return m.Address
	}
	plain := m.Name + " <" + m.Address + ">"
	if read, err := mail.ParseAddress(plain); err == nil && read.Name == m.Name {
		return plain
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(m.Name) + `" <` + m.Address + ">"
}

// Header returns the mailbox for the header of a mail and for SES, in ASCII: the name in
// quotes if it needs them, or in words encoded by RFC 2047.
//
// Source: docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
func (m Mailbox) Header() string {
	if m.Name == "" || isASCII(m.Name) {
		return m.String()
	}
	encoding := mime.QEncoding
	if strings.ContainsAny(m.Name, "\"#$%&'(),.:;<>@[]^`{|}~") {
		encoding = mime.BEncoding // these may not be in an encoded word of a name: RFC 2047, 5.3
	}
	return encoding.Encode("utf-8", m.Name) + " <" + m.Address + ">"
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// Domain returns what follows the last @ of the address.
func (m Mailbox) Domain() string { return m.Address[strings.LastIndexByte(m.Address, '@')+1:] }

// Local returns what is before the last @ of the address.
func (m Mailbox) Local() string { return m.Address[:max(0, strings.LastIndexByte(m.Address, '@'))] }
