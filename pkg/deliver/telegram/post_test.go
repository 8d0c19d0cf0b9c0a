package telegram_test

import (
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// form keeps the fields of a request with their media types, and answers nothing.
type form map[string][2]string

func (f form) Do(r *http.Request) (*http.Response, error) {
	_, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	f["path"] = [2]string{r.URL.Path}
	reader := multipart.NewReader(r.Body, parameters["boundary"])
	for {
		part, err := reader.NextPart()
		if err != nil {
			return nil, err
		}
		value, _ := io.ReadAll(part)
		f[part.FormName()+part.FileName()] = [2]string{string(value), part.Header.Get("Content-Type")}
	}
}

// TestChannel_Send_form writes pictures as the parts of a form that Telegram wants.
func TestChannel_Send_form(t *testing.T) {
	t.Parallel()
	m := parts("words")
	m.Files = []fanlight.File{{Name: "s1.png", Type: "image/png", Caption: "<b>a</b>", Data: []byte("A")}}
	one := form{}
	_, err := telegram.Channel{}.Send(t.Context(), environment(one, bot(botToken), ""), group, m)
	checkOutcome(t, err, open, "EOF")
	want := form{"path": {"/bot" + botToken + "/sendPhoto"}, "chat_id": {"-100777"}, "caption": {"<b>a</b>"}, "parse_mode": {"HTML"}, "photos1.png": {"A", "image/png"}}
	if diff := cmp.Diff(want, one); diff != "" {
		t.Errorf("one picture (-want +got):\n%s", diff)
	}
	m.Files = append(m.Files, fanlight.File{Name: "s2.png", Type: "image/png", Data: []byte("B")})
	two := form{}
	_, _ = telegram.Channel{}.Send(t.Context(), environment(two, bot(botToken), ""), group, m)
	want = form{
		"path": {"/bot" + botToken + "/sendMediaGroup"}, "chat_id": {"-100777"}, "photo0s1.png": {"A", "image/png"}, "photo1s2.png": {"B", "image/png"},
		"media": {`[{"type":"photo","media":"attach://photo0","caption":"\u003cb\u003ea\u003c/b\u003e","parse_mode":"HTML"},{"type":"photo","media":"attach://photo1","parse_mode":"HTML"}]`},
	}
	if diff := cmp.Diff(want, two); diff != "" {
		t.Errorf("an album (-want +got):\n%s", diff)
	}
}
