package emailtest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

// The limits of a mail of SES: bytes after base64, recipients
// (https://docs.aws.amazon.com/ses/latest/dg/quotas.html) and the lengths of an
// attachment's texts
// (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Attachment.html).
const (
	maxBytes       = 40 << 20
	maxRecipients  = 50
	maxFileName    = 255
	maxContentID   = 78
	maxContentType = 78
)

// unsupported are some endings of attachments that SES refuses
// (https://docs.aws.amazon.com/ses/latest/dg/mime-types.html).
var unsupported = map[string]bool{".exe": true, ".bat": true, ".js": true, ".vbs": true, ".lnk": true, ".scr": true, ".ps1": true, ".msi": true}

// mail has the fields of a call that the checks read.
type mail struct {
	FromEmailAddress string
	Destination      struct{ ToAddresses []string }
	Content          struct {
		Simple *struct {
			Subject     *text
			Body        struct{ Text, Html *text } //nolint:revive // the name of the API
			Attachments []attachment
		}
	}
}

type text struct{ Data string }

type attachment struct {
	FileName, ContentType, ContentId, ContentDisposition, ContentTransferEncoding string //nolint:revive // the names of the API
	RawContent                                                                    *string
}

// check returns why SES refuses a mail, empty if it does not.
func check(body []byte) string {
	var m mail
	if err := json.Unmarshal(body, &m); err != nil {
		return err.Error()
	}
	if n := len(m.Destination.ToAddresses); n > maxRecipients {
		return fmt.Sprintf("Recipient count exceeds %d.", maxRecipients)
	}
	for _, address := range m.addresses() {
		if why := checkAddress(address); why != "" {
			return why
		}
	}
	simple := m.Content.Simple
	if simple == nil {
		return "" // a call without content: of no interest here
	}
	size := 0
	for _, part := range []*text{simple.Body.Text, simple.Body.Html, simple.Subject} {
		if part != nil {
			size += len(part.Data)
		}
	}
	seen := map[string]bool{}
	for i, a := range simple.Attachments {
		if why := a.check(seen); why != "" {
			return fmt.Sprintf("Attachment %d: %s", i+1, why)
		}
		size += len(*a.RawContent)
	}
	if size > maxBytes {
		return fmt.Sprintf("Message length is more than %d bytes long: '%d'.", maxBytes, size)
	}
	return ""
}

// addresses returns the sender, if the mail has one, and the recipients.
func (m mail) addresses() []string {
	if m.FromEmailAddress == "" {
		return m.Destination.ToAddresses // a call without a sender: of no interest here
	}
	return append([]string{m.FromEmailAddress}, m.Destination.ToAddresses...)
}

// check returns why SES refuses an attachment. Content IDs that were seen before are not
// given again.
func (a attachment) check(seen map[string]bool) string {
	switch {
	case a.RawContent == nil:
		return "Missing required field RawContent"
	case a.FileName == "" || len(a.FileName) > maxFileName:
		return fmt.Sprintf("FileName must have 1 to %d characters", maxFileName)
	case strings.ContainsAny(a.FileName, "\r\n/\\"):
		return "FileName has an illegal character"
	case unsupported[strings.ToLower(path.Ext(a.FileName))]:
		return "Unsupported attachment type"
	case len(a.ContentType) > maxContentType || a.ContentType != "" && !strings.Contains(a.ContentType, "/"):
		return "Illegal ContentType"
	case a.ContentDisposition != "" && a.ContentDisposition != "ATTACHMENT" && a.ContentDisposition != "INLINE":
		return "ContentDisposition must be ATTACHMENT or INLINE"
	case a.ContentDisposition == "INLINE" && a.ContentId == "", len(a.ContentId) > maxContentID:
		return fmt.Sprintf("ContentId must have 1 to %d characters", maxContentID)
	case a.ContentId != "" && seen[a.ContentId]:
		return "ContentId is given twice"
	case !encodings[a.ContentTransferEncoding]:
		return "ContentTransferEncoding must be BASE64, QUOTED_PRINTABLE or SEVEN_BIT"
	}
	seen[a.ContentId] = true
	if _, err := base64.StdEncoding.DecodeString(*a.RawContent); err != nil {
		return "RawContent: " + err.Error()
	}
	return ""
}

var encodings = map[string]bool{"": true, "BASE64": true, "QUOTED_PRINTABLE": true, "SEVEN_BIT": true}

// Files returns the contents of the attachments of mails by their content IDs.
func Files(mails []map[string]any) map[string][]byte {
	all := map[string][]byte{}
	for _, request := range mails {
		var m mail
		encoded, _ := json.Marshal(request) // it was JSON before
		if json.Unmarshal(encoded, &m) != nil || m.Content.Simple == nil {
			continue
		}
		for _, a := range m.Content.Simple.Attachments {
			all[a.ContentId], _ = base64.StdEncoding.DecodeString(*a.RawContent) // check has decoded it
		}
	}
	return all
}
