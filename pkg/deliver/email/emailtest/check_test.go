package emailtest_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/email/emailtest"
)

// picture is an attachment that SES takes.
func picture(change func(*types.Attachment)) types.Attachment {
	a := types.Attachment{
		FileName: aws.String("s1.png"), ContentType: aws.String("image/png"), ContentId: aws.String("s1@fanlight"), RawContent: []byte{1, 2, 3},
		ContentDisposition: types.AttachmentContentDispositionInline, ContentTransferEncoding: types.AttachmentContentTransferEncodingBase64,
	}
	change(&a)
	return a
}

// TestServer_ServeHTTP_attachments refuses what SES refuses, one more than each limit
// among it.
func TestServer_ServeHTTP_attachments(t *testing.T) {
	t.Parallel()
	long := func(n int) *string { return aws.String(strings.Repeat("x", n)) }
	tests := []struct {
		name, words string // empty: accepted
		change      func(*types.Attachment)
		times, to   int
	}{
		{name: "accepted", change: func(*types.Attachment) {}},
		{name: "content", words: "RawContent", change: func(a *types.Attachment) { a.RawContent = nil }},
		{name: "name", words: "FileName must have", change: func(a *types.Attachment) { a.FileName = aws.String("") }},
		{name: "long name", change: func(a *types.Attachment) { a.FileName = long(255) }},
		{name: "longer name", words: "FileName must have", change: func(a *types.Attachment) { a.FileName = long(256) }},
		{name: "name of two lines", words: "illegal character", change: func(a *types.Attachment) { a.FileName = aws.String("a\r\nBcc: x.png") }},
		{name: "path", words: "illegal character", change: func(a *types.Attachment) { a.FileName = aws.String("../a.png") }},
		{name: "program", words: "Unsupported", change: func(a *types.Attachment) { a.FileName = aws.String("a.EXE") }},
		{name: "type", words: "Illegal ContentType", change: func(a *types.Attachment) { a.ContentType = aws.String("png") }},
		{name: "disposition", words: "ContentDisposition", change: func(a *types.Attachment) { a.ContentDisposition = "HIDDEN" }},
		{name: "encoding", words: "ContentTransferEncoding", change: func(a *types.Attachment) { a.ContentTransferEncoding = "8BIT" }},
		{name: "no ID", words: "ContentId must have", change: func(a *types.Attachment) { a.ContentId = nil }},
		{name: "long ID", change: func(a *types.Attachment) { a.ContentId = long(78) }},
		{name: "longer ID", words: "ContentId must have", change: func(a *types.Attachment) { a.ContentId = long(79) }},
		{name: "one ID twice", words: "given twice", times: 2, change: func(*types.Attachment) {}},
		{name: "50 recipients", to: 50, change: func(*types.Attachment) {}},
		{name: "51 recipients", words: "Recipient count exceeds 50", to: 51, change: func(*types.Attachment) {}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			err := sendWith(t, test.to, slices.Repeat([]types.Attachment{picture(test.change)}, max(1, test.times)))
			switch {
			case test.words == "" && err != nil:
				t.Errorf("refused: %v", err)
			case test.words != "" && (err == nil || !strings.Contains(err.Error(), test.words)):
				t.Errorf("error %v, want %q", err, test.words)
			}
		})
	}
}

// TestServer_ServeHTTP_attachment_too_large is apart from the other limits, because its 40 MB of
// JSON take the race detector ten seconds: `make plain` runs it.
func TestServer_ServeHTTP_attachment_too_large(t *testing.T) {
	t.Parallel()
	err := sendWith(t, 0, []types.Attachment{picture(func(a *types.Attachment) { a.RawContent = make([]byte, 30<<20+1) })})
	if err == nil || !strings.Contains(err.Error(), "Message length is more than") {
		t.Errorf("error %v, want it to name the length", err)
	}
}

// sendWith sends a mail with attachments once, to so many recipients.
func sendWith(t *testing.T, to int, attachments []types.Attachment) error {
	t.Helper()
	client := sesv2.NewFromConfig(emailtest.Config(channeltest.Serve(t, emailtest.New(nil)), "http://ses.invalid"),
		func(o *sesv2.Options) { o.Retryer = aws.NopRetryer{} })
	_, err := client.SendEmail(t.Context(), &sesv2.SendEmailInput{
		Destination: &types.Destination{ToAddresses: slices.Repeat([]string{"a@example.com"}, to)},
		Content: &types.EmailContent{Simple: &types.Message{
			Subject: &types.Content{Data: aws.String("a")}, Body: &types.Body{}, Attachments: attachments,
		}},
	})
	return err
}

// TestServer_Requests_attachments keeps the bytes of a picture.
func TestServer_Requests_attachments(t *testing.T) {
	t.Parallel()
	server := emailtest.New(nil)
	if files := emailtest.Files(server.Requests()); len(files) != 0 {
		t.Errorf("files before any mail: %v", files)
	}
	client := sesv2.NewFromConfig(emailtest.Config(channeltest.Serve(t, server), "http://ses.invalid"))
	_, err := client.SendEmail(t.Context(), &sesv2.SendEmailInput{Content: &types.EmailContent{Simple: &types.Message{
		Subject: &types.Content{Data: aws.String("a")}, Body: &types.Body{}, Attachments: []types.Attachment{picture(func(*types.Attachment) {})},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	if files := emailtest.Files(server.Requests()); !bytes.Equal(files["s1@fanlight"], []byte{1, 2, 3}) {
		t.Errorf("files %v", files)
	}
}
