// Package channeltest helps to test channels: connections in memory, the faults
// of providers, and what an outcome has to be.
package channeltest

import (
	"io"
	"net/http"
)

// Fault takes the place of a provider's answer to one request.
type Fault struct {
	Accepted bool                      // the provider carries the request out all the same
	Answer   func(http.ResponseWriter) // writes the answer; it may break the connection
}

// Lost returns the fault of an answer that is lost: the connection is closed.
func Lost() *Fault {
	return &Fault{Accepted: true, Answer: func(http.ResponseWriter) { panic(http.ErrAbortHandler) }}
}

// Cut returns the fault of a connection that is lost in the middle of an answer,
// which begins with the given text.
func Cut(text string) *Fault {
	return &Fault{Accepted: true, Answer: func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "500")
		_, _ = io.WriteString(w, text)
	}}
}

// Page returns the fault of a page that another server answers, with names and
// values of headers. With a status below 300 the provider got the request.
func Page(status int, headers ...string) *Fault {
	return &Fault{Accepted: status < 300, Answer: func(w http.ResponseWriter) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "<html><body>a proxy's page</body></html>")
	}}
}
