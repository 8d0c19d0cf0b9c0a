package bootstrap

import (
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// runtimeAPI returns the Runtime API of one process
// (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
func (p *process) runtimeAPI() http.Handler {
	const root = "/2018-06-01/runtime/"
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+root+"invocation/next", p.serveNext)
	mux.HandleFunc("POST "+root+"invocation/{id}/response", p.serveResponse)
	mux.HandleFunc("POST "+root+"invocation/{id}/error", p.serveError)
	mux.HandleFunc("POST "+root+"init/error", p.serveInitError)
	return mux
}

// serveNext marks the process ready and waits until there is an invocation.
func (p *process) serveNext(w http.ResponseWriter, r *http.Request) {
	select {
	case p.ready <- struct{}{}:
	default: // it asked before and got no invocation: it is marked already
	}
	select {
	case o := <-p.work:
		p.current.Store(o.requestID)
		header := w.Header()
		header.Set("Content-Type", "application/json")
		header.Set("Lambda-Runtime-Aws-Request-Id", o.requestID)
		header.Set("Lambda-Runtime-Invoked-Function-Arn", o.functionARN)
		header.Set("Lambda-Runtime-Trace-Id", traceID(o.requestID))
		header.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(o.deadline.UnixMilli(), 10))
		_, _ = w.Write(o.payload) // fails only if the process has exited
	case <-r.Context().Done():
	case <-p.exited:
	}
}

// traceID returns the tracing header of an invocation: the digits of its
// request ID in X-Ray's form, not sampled
// (docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html).
func traceID(requestID string) string {
	digits := strings.ReplaceAll(requestID, "-", "")
	return "Root=1-" + digits[:8] + "-" + digits[8:] + ";Sampled=0"
}

// serveResponse takes a result. A result that broke off while it was streamed
// has a trailer that names the error.
func (p *process) serveResponse(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the process exited while it wrote
	}
	a := answer{body: body}
	if r.Trailer.Get("Lambda-Runtime-Function-Error-Type") != "" {
		document, err := base64.StdEncoding.DecodeString(r.Trailer.Get("Lambda-Runtime-Function-Error-Body"))
		if err != nil {
			http.Error(w, "the error's trailer is not base64", http.StatusBadRequest)
			return
		}
		a = answer{document, lambda.Unhandled}
	}
	p.answer(w, r.PathValue("id"), a)
}

func (p *process) serveError(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the process exited while it wrote
	}
	p.answer(w, r.PathValue("id"), answer{body, lambda.Unhandled})
}

func (p *process) serveInitError(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the process exited while it wrote
	}
	p.accept(w, answer{body, lambda.Unhandled})
}

// answer accepts one answer to the current invocation.
func (p *process) answer(w http.ResponseWriter, requestID string, a answer) {
	if !p.current.CompareAndSwap(requestID, "") {
		http.Error(w, "not the current invocation: "+requestID, http.StatusBadRequest)
		return
	}
	p.accept(w, a)
}

func (p *process) accept(w http.ResponseWriter, a answer) {
	select {
	case p.answers <- a:
		w.WriteHeader(http.StatusAccepted)
	default:
		http.Error(w, "there is an answer already", http.StatusForbidden)
	}
}
