package slack

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/post"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// upload is a file that Slack has, and shows nobody before it is shared.
type upload struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// maxUploads is how often files are uploaded in one try: an address is for one upload, and
// ends.
const maxUploads = 2

// files shares files in a channel, as replies to the message that p replies to, and returns
// the ID of the first one. If Slack does not take them, the message p stands in for them: so
// a file never fails a report whose messages have arrived.
func (b *bot) files(ctx context.Context, p payload, channel string, all []fanlight.File) (string, error) {
	id, no := b.share(ctx, p, channel, all)
	for n := 1; no != nil && no.again && n < maxUploads; n++ {
		id, no = b.share(ctx, p, channel, all)
	}
	if no == nil || !no.Permanent || no.token {
		return id, no.outcome()
	}
	why := "Slack refused the files: " + text.Clean(no.name)
	switch no.name {
	case "":
		why = "Slack refused the files."
	case "missing_scope":
		why += ". The app needs the scope files:write."
	}
	p.Blocks = append(p.Blocks, encode(plainContext(why)))
	receipt, no := b.post(ctx, p)
	return receipt, no.outcome()
}

// share uploads files and shares them. What fails before it shares them leaves nothing that
// anybody sees.
func (b *bot) share(ctx context.Context, p payload, channel string, all []fanlight.File) (string, *refusal) {
	uploads := make([]upload, len(all))
	for i, f := range all {
		id, no := b.upload(ctx, f)
		if no != nil {
			no.Unknown = false
			return "", no
		}
		title, _, _ := strings.Cut(f.Caption, "\n")
		uploads[i] = upload{id, title}
	}
	body := encode(struct {
		Files   []upload `json:"files"`
		Channel string   `json:"channel_id"`
		Thread  string   `json:"thread_ts,omitempty"`
		Comment string   `json:"initial_comment,omitempty"`
	}{uploads, channel, p.Thread, p.Comment})
	no := b.call(ctx, "files.completeUploadExternal", jsonType, body, &struct{}{})
	if no != nil {
		no.again = no.name == "file_not_found" || no.name == "file_update_failed"
		return "", no
	}
	return uploads[0].ID, nil
}

// upload asks for an address, sends a file to it and returns the file's ID
// (https://docs.slack.dev/reference/methods/files.getUploadURLExternal).
func (b *bot) upload(ctx context.Context, f fanlight.File) (string, *refusal) {
	form := url.Values{"filename": {f.Name}, "length": {strconv.Itoa(len(f.Data))}}
	if _, shows, _ := strings.Cut(f.Caption, "\n"); shows != "" {
		form.Set("alt_txt", shows)
	}
	var answer struct {
		Address string `json:"upload_url"`
		ID      string `json:"file_id"`
	}
	if no := b.call(ctx, "files.getUploadURLExternal", formType, []byte(form.Encode()), &answer); no != nil {
		return "", no
	}
	if !b.takesUploads(answer.Address) || answer.ID == "" {
		return "", &refusal{name: "the address for uploads is not one of Slack", DeliveryError: fanlight.DeliveryError{Permanent: true, Err: errors.New("slack named an address for uploads that is not its own")}}
	}
	r := post.Request{To: "slack", URL: answer.Address, Type: "application/octet-stream", Body: f.Data}
	a, err := r.Send(ctx, b.env.HTTP)
	switch {
	case err != nil:
		return "", refusalOf(err)
	case !a.OK():
		no := &refusal{DeliveryError: *r.Refused(a, a.Words())}
		no.again = no.Permanent && a.Status >= http.StatusBadRequest // the address may have ended
		return "", no
	}
	return answer.ID, nil
}

// hosts are those of Slack, and of its own for governments
// (https://docs.slack.dev/govslack).
var hosts = []string{"slack.com", "slack-gov.com"}

// takesUploads reports whether rows of logs may be sent to an address: of https at Slack,
// or at the server of the web API.
func (b *bot) takesUploads(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	if api, err := url.Parse(b.server); err == nil && u.Scheme == api.Scheme && u.Host == api.Host {
		return true
	}
	for _, host := range hosts {
		if u.Scheme == "https" && u.Port() == "" && (u.Host == host || strings.HasSuffix(u.Host, "."+host)) {
			return true
		}
	}
	return false
}
