package channeltest_test

import (
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

// get returns what a fault answers to a request.
func get(t *testing.T, fault *channeltest.Fault) (resp *http.Response, body string, err error) {
	t.Helper()
	client := channeltest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fault.Answer(w) }))
	resp, err = client.Get("http://provider.invalid")
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	return resp, string(text), err
}

func TestLost(t *testing.T) {
	t.Parallel()
	if _, _, err := get(t, channeltest.Lost()); !errors.Is(err, io.EOF) || !channeltest.Lost().Accepted {
		t.Errorf("error %v, accepted %v: want EOF, true", err, channeltest.Lost().Accepted)
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	resp, text, err := get(t, channeltest.Cut(`{"ok`))
	if text != `{"ok` || !errors.Is(err, io.ErrUnexpectedEOF) || resp.StatusCode != http.StatusOK {
		t.Errorf("answer %q, %v; want its begin and an unexpected EOF", text, err)
	}
}

func TestPage(t *testing.T) {
	t.Parallel()
	fault := channeltest.Page(http.StatusFound, "Location", "http://127.0.0.1:1/")
	resp, text, err := get(t, fault)
	if err != nil || resp.StatusCode != http.StatusFound || resp.Header.Get("Location") == "" || text == "" || fault.Accepted {
		t.Errorf("answer %+v %q, %v, accepted %v; want a page that leads elsewhere", resp, text, err, fault.Accepted)
	}
	if !channeltest.Page(http.StatusOK).Accepted {
		t.Error("a page with a success is not accepted")
	}
}
