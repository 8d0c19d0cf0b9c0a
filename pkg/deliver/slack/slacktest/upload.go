package slacktest

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

const (
	uploadPath = "/upload/v1/uPlOaDsEcReT-" // of the addresses for uploads, before the file's ID
	maxShows   = 1000                       // characters of what a picture shows
	maxFile    = 1 << 30                    // bytes: slack.com/help/articles/201330736
)

// uploads are the files on their way. It may be used by several goroutines at once.
type uploads struct {
	mu    sync.Mutex
	limit int // bytes of a file; 0: those of Slack
	ended int // so many addresses have ended when they are used
	all   []ticket
}

// ticket is a file that is to be uploaded, is uploaded, or was shared.
type ticket struct {
	File
	length         int
	ended          bool
	stored, shared bool
}

// Restrict makes the workspace one that takes no files of more bytes.
func (s *Server) Restrict(bytes int) *Server {
	s.uploads.limit = bytes
	return s
}

// EndUploads makes the first addresses for uploads end before they are used.
func (s *Server) EndUploads(n int) *Server {
	s.uploads.ended = n
	return s
}

func id(n int) string { return fmt.Sprintf("F%07d", n) }

// find returns the file of an ID, which is zero if there is none.
func (u *uploads) find(of string) ticket { return u.change(of, func(*ticket) {}) }

// change changes the file of an ID, if it is there, and returns it.
func (u *uploads) change(of string, by func(*ticket)) ticket {
	u.mu.Lock()
	defer u.mu.Unlock()
	for i := range u.all {
		if id(i+1) == of {
			by(&u.all[i])
			return u.all[i]
		}
	}
	return ticket{}
}

// add keeps a file that is to be uploaded, and returns its ID.
func (u *uploads) add(t ticket) string {
	u.mu.Lock()
	defer u.mu.Unlock()
	t.ended = len(u.all) < u.ended
	u.all = append(u.all, t)
	return id(len(u.all))
}

// readTicket reads the call files.getUploadURLExternal.
//
// Source: docs.slack.dev/reference/methods/files.getUploadURLExternal, arguments and errors
func (s *Server) readTicket(r *http.Request, body []byte) request {
	form, err := url.ParseQuery(string(body))
	if err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return refuse("invalid_form_data")
	}
	n, err := strconv.Atoi(form.Get("length"))
	limit := maxFile
	if s.uploads.limit > 0 {
		limit = s.uploads.limit
	}
	switch {
	case form.Get("filename") == "" || form.Get("length") == "" || n == 0 && err == nil:
		return refuse("missing_argument")
	case err != nil || n < 0:
		return refuse("invalid_arguments")
	case n > limit:
		return refuse("file_upload_size_restricted")
	case length(form.Get("alt_txt")) > maxShows:
		return refuse("alt_txt_too_large")
	}
	return request{do: func() string {
		of := s.uploads.add(ticket{File: File{Name: form.Get("filename"), Shows: form.Get("alt_txt")}, length: n})
		return fmt.Sprintf(`{"ok":true,"upload_url":%q,"file_id":%q}`, origin(r)+uploadPath+of, of)
	}}
}

// origin returns the server as the client reaches it: by http on a machine, else by https.
func origin(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.Host)
	if err == nil && net.ParseIP(host).IsLoopback() {
		return "http://" + r.Host
	}
	return "https://" + r.Host
}

// readUpload reads a file. It has as many bytes as were announced.
//
// Source: docs.slack.dev/reference/methods/files.getUploadURLExternal, usage: the answer to
// an upload that failed is any status but 200
func (s *Server) readUpload(r *http.Request, body []byte) request {
	of := strings.TrimPrefix(r.URL.Path, uploadPath)
	t := s.uploads.find(of)
	switch {
	case r.Header.Get("Authorization") != "": // a token has no business here
		return request{no: RefuseHook(http.StatusBadRequest, "unexpected token")}
	case t.length == 0 || t.ended || t.stored:
		return request{no: RefuseHook(http.StatusNotFound, "no such upload")}
	case r.Method != http.MethodPost || len(body) != t.length:
		return request{no: RefuseHook(http.StatusBadRequest, "another length")}
	}
	return request{do: func() string {
		s.uploads.change(of, func(t *ticket) { t.Data, t.stored = body, true })
		return fmt.Sprintf("OK - %d", len(body))
	}}
}

// share is the body of the call files.completeUploadExternal.
type share struct {
	Files []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	} `json:"files"`
	Channel string `json:"channel_id"`
	Thread  string `json:"thread_ts"`
	Comment string `json:"initial_comment"`
}

// readShare reads the call files.completeUploadExternal. A channel has to be named by its
// ID.
//
// Source: docs.slack.dev/reference/methods/files.completeUploadExternal, errors; that of a
// thread is from docs.slack.dev/reference/methods/conversations.replies
func (s *Server) readShare(r *http.Request, body []byte) request {
	var in share
	switch {
	case !isJSON(r):
		return refuse("invalid_post_type")
	case json.Unmarshal(body, &in) != nil:
		return refuse("invalid_json")
	case len(in.Files) == 0:
		return refuse("invalid_arguments")
	}
	for _, f := range in.Files {
		if t := s.uploads.find(f.ID); !t.stored || t.shared {
			return refuse("file_not_found")
		}
	}
	switch in.Channel {
	case Channel:
	case Other:
		return refuse("not_in_channel")
	case Archived:
		return refuse("posting_to_channel_denied")
	default:
		return refuse("channel_not_found")
	}
	if in.Thread != "" && !s.begun(in.Thread, in.Channel) {
		return refuse("thread_not_found")
	}
	return request{do: func() string { return s.share(in) }}
}

// share posts a message with files, and returns the answer.
func (s *Server) share(in share) string {
	m := Message{Channel: in.Channel, Thread: in.Thread, Text: in.Comment}
	for _, f := range in.Files {
		t := s.uploads.change(f.ID, func(t *ticket) { t.shared, t.Title = true, f.Title })
		m.Files = append(m.Files, t.File)
	}
	s.messages.Add(m)
	files, _ := json.Marshal(in.Files) // texts always have a form
	return fmt.Sprintf(`{"ok":true,"files":%s}`, files)
}
