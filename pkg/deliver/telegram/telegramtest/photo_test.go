package telegramtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
)

// drawn is a picture of a size in pixels.
func drawn(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// upload sends a form with fields and files.
func upload(t *testing.T, server *telegramtest.Server, method string, fields map[string]string, files map[string][]byte) (int, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range files {
		part, err := w.CreateFormFile(name, name+".png")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	resp, err := channeltest.Serve(t, server).Post("https://telegram.invalid/bot1:a/"+method, w.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text)
}

// TestServer_ServeHTTP_photo refuses what Telegram refuses, one more than each limit
// among it.
func TestServer_ServeHTTP_photo(t *testing.T) {
	t.Parallel()
	small := drawn(t, 8, 8)
	large := append(drawn(t, 8, 8), make([]byte, 10<<20)...)
	for _, test := range []struct {
		name, caption, mode string
		photo               []byte
		words               string // empty: accepted
	}{
		{name: "accepted", caption: "<b>a</b>", mode: "HTML", photo: small},
		{name: "no caption", photo: small},
		{name: "long caption", caption: strings.Repeat("x", 1024), photo: small},
		{name: "longer caption", caption: strings.Repeat("x", 1025), photo: small, words: "message caption is too long"},
		{name: "tags are not counted", caption: "<b>" + strings.Repeat("&amp;", 1024) + "</b>", mode: "HTML", photo: small},
		{name: "bad caption", caption: "<b>a", mode: "HTML", photo: small, words: "can't parse entities"},
		{name: "no photo", words: "there is no photo"},
		{name: "empty", photo: []byte{}, words: "file must be non-empty"},
		{name: "as large as may be", photo: large[:10<<20]},
		{name: "too large", photo: large[:10<<20+1], words: "is too big for a photo"},
		{name: "no picture", photo: []byte("text"), words: "IMAGE_PROCESS_FAILED"},
		{name: "as wide as may be", photo: drawn(t, 20, 1)},
		{name: "too wide", photo: drawn(t, 21, 1), words: "PHOTO_INVALID_DIMENSIONS"},
		{name: "as many pixels as may be", photo: drawn(t, 9523, 477)},
		{name: "too many pixels", photo: drawn(t, 9524, 477), words: "PHOTO_INVALID_DIMENSIONS"},
	} {
		server := telegramtest.New("1:a")
		files := map[string][]byte{"photo": test.photo}
		if test.photo == nil {
			files = nil
		}
		status, text := upload(t, server, "sendPhoto", map[string]string{"chat_id": "1", "caption": test.caption, "parse_mode": test.mode}, files)
		if accepted := test.words == ""; accepted != (status == http.StatusOK) || !strings.Contains(text, test.words) {
			t.Errorf("%s: %d %s", test.name, status, text)
		} else if seen := server.Messages(); accepted && (len(seen) != 1 || !bytes.Equal(seen[0].Photo, test.photo) || seen[0].Text != test.caption) {
			t.Errorf("%s: the chat sees %d messages", test.name, len(seen))
		}
	}
}

// album is the list of an album of so many pictures.
func album(n int, change func([]map[string]any)) string {
	var media []map[string]any
	for i := range n {
		media = append(media, map[string]any{"type": "photo", "media": fmt.Sprintf("attach://p%d", i), "caption": fmt.Sprintf("<b>%d</b>", i), "parse_mode": "HTML"})
	}
	if change != nil {
		change(media)
	}
	list, _ := json.Marshal(media)
	return string(list)
}

func TestServer_ServeHTTP_album(t *testing.T) {
	t.Parallel()
	files := map[string][]byte{}
	for i := range 11 {
		files[fmt.Sprintf("p%d", i)] = drawn(t, 8, 8)
	}
	set := func(key, value string) func([]map[string]any) {
		return func(media []map[string]any) { media[1][key] = value }
	}
	for _, test := range []struct {
		name, media, words string
		seen               int
	}{
		{name: "one", media: album(1, nil), words: "2 to 10"},
		{name: "two", media: album(2, nil), seen: 2},
		{name: "ten", media: album(10, nil), seen: 10},
		{name: "none", media: "[]", words: "2 to 10"},
		{name: "eleven", media: album(11, nil), words: "too many messages to send as an album"},
		{name: "no list", media: "x", words: "can't parse media"},
		{name: "no photo", media: album(2, set("type", "dance")), words: `type \"dance\" is unsupported`},
		{name: "not attached", media: album(2, set("media", "attach://other")), words: "can't parse InputMedia: media not found"},
		{name: "address", media: album(2, set("media", "https://example.org/a.png")), words: "wrong file identifier"},
		{name: "bad caption", media: album(2, set("caption", "<b>")), words: "can't parse entities"},
		{name: "long caption", media: album(2, set("caption", strings.Repeat("x", 1025))), words: "message caption is too long"},
	} {
		server := telegramtest.New("1:a")
		status, text := upload(t, server, "sendMediaGroup", map[string]string{"chat_id": "1", "media": test.media}, files)
		if (test.words == "") != (status == http.StatusOK) || !strings.Contains(text, test.words) || len(server.Messages()) != test.seen {
			t.Errorf("%s: %d %s, the chat sees %d", test.name, status, text, len(server.Messages()))
		}
		if test.seen == 2 && !strings.Contains(text, `"result":[{"message_id":11,"chat":{"id":1}},{"message_id":12`) {
			t.Errorf("%s is answered by %s", test.name, text)
		}
	}
}
