package emailtest

import "strings"

// checkAddress returns why SES refuses an address of a mail, with or without a name, empty
// if it does not. It reads the address by itself rather than with the code that is tested.
// The rules are those of SES' pages: no byte beyond ASCII, a domain in Punycode, a name in
// quotes or in encoded words
// (docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html). The words are
// those that SES was seen to answer with (github.com/boto/botocore/issues/1774,
// github.com/18F/identity-idp/pull/7380, github.com/SebastiaanKlippert/lambda-ses-forwarder/issues/2,
// github.com/anymail/django-anymail/issues/281, github.com/brave/accounts/issues/35).
func checkAddress(s string) string {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return "The email address string must be 7-bit ASCII: Local address contains illegal character"
		}
		if s[i] < ' ' || s[i] == 0x7f {
			return "Local address contains control or whitespace"
		}
	}
	rest, open := withoutQuoted(s)
	if open {
		return `Missing '"'`
	}
	name, bracketed, named := strings.Cut(rest, "<")
	switch {
	case named && strings.Contains(name, ","):
		return "Missing final '@domain'"
	case named && strings.ContainsAny(name, ":;@>()[]\\"):
		return "Local address contains illegal character"
	case named && !strings.HasSuffix(bracketed, ">"):
		return "Missing '>'"
	case named:
		rest = strings.TrimSuffix(bracketed, ">")
	}
	return checkBare(rest)
}

// withoutQuoted returns a text with a Q for each quoted string, and whether one stays open.
func withoutQuoted(s string) (rest string, open bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case open && s[i] == '\\':
			i++
		case s[i] == '"' && open:
			open = false
			b.WriteByte('Q')
		case s[i] == '"':
			open = true
		case !open:
			b.WriteByte(s[i])
		}
	}
	return b.String(), open
}

func checkBare(s string) string {
	at := strings.LastIndexByte(s, '@')
	if at < 0 {
		return "Missing final '@domain'"
	}
	local, domain := s[:at], s[at+1:]
	switch {
	case domain == "":
		return "Missing domain"
	case local == "" || strings.ContainsAny(local, "()<>,;:\\[]@"):
		return "Local address contains illegal character"
	case strings.ContainsAny(local, " \t"):
		return "Local address contains control or whitespace"
	case strings.Contains("."+local+".", ".."):
		return "Local address starts or ends with dot, or contains dot-dot"
	}
	return checkDomain(domain)
}

func checkDomain(domain string) string {
	switch {
	case domain[0] == '.':
		return "Domain starts with dot"
	case strings.HasSuffix(domain, "."):
		return "Domain ends with dot"
	case strings.Contains(domain, ".."):
		return "Domain contains dot-dot"
	case strings.ContainsAny(domain, " \t"):
		return "Domain contains control or whitespace"
	}
	for label := range strings.SplitSeq(domain, ".") {
		if strings.Trim(label, "-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != "" || strings.Trim(label, "-") != label {
			return "Domain contains illegal character"
		}
	}
	return ""
}

// bareAddress returns what IAM compares with ses:FromAddress: the address without its name
// (docs.aws.amazon.com/ses/latest/dg/sending-authorization-policy-examples.html has
// ses:FromDisplayName for the name).
func bareAddress(s string) string {
	if i := strings.LastIndexByte(s, '<'); i >= 0 && strings.HasSuffix(s, ">") {
		return s[i+1 : len(s)-1]
	}
	return s
}
