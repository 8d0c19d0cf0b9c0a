package wire

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/aws/smithy-go"
)

// maxBody is the largest body of a request in bytes: that of a batch of DynamoDB.
const maxBody = 16 << 20

// service is a service of the AWS JSON protocols.
type service struct {
	name       string
	version    string // of the protocol, 1.0 or 1.1
	namespace  string // of error types
	checksum   bool   // send X-Amz-Crc32
	query      bool   // send x-amzn-query-error
	throttled  error
	operations map[string]operation
}

// operation decodes a body, runs the operation and returns its output.
type operation func(ctx context.Context, body []byte) (smithy.Serializable, error)

// endpoint handles the requests of an operation.
type endpoint struct {
	call      Call
	run       func(*http.Request) (answer, error) // an error means that the request gets no answer
	fail      func(error) answer
	throttled error
}

// locked returns the operation of a core's method, which it calls with the cores locked.
func locked[In, Opt any, Out smithy.Serializable](s *Server, d decoder, method func(context.Context, *In, ...func(*Opt)) (Out, error)) operation {
	return direct(d, func(ctx context.Context, in *In) (out Out, err error) {
		s.Do(func() { out, err = method(ctx, in) })
		return out, err
	})
}

// direct returns the operation of a function that locks the cores itself.
func direct[In any, Out smithy.Serializable](d decoder, f func(context.Context, *In) (Out, error)) operation {
	return func(ctx context.Context, body []byte) (smithy.Serializable, error) {
		in := new(In)
		if err := d.decode(body, in); err != nil {
			return nil, err
		}
		out, err := f(ctx, in)
		if err != nil {
			return nil, err
		}
		return out, nil
	}
}

// route returns the endpoint of a request by its X-Amz-Target, by the path for Lambda, or by the
// body for STS.
func (s *Server) route(r *http.Request) endpoint {
	prefix, name, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if sv, ok := s.services[prefix]; ok {
		return sv.endpoint(name)
	}
	if function, ok := invoked(r); ok && s.lambda != nil {
		return s.invocation(function)
	}
	if operation, ok := action(r); ok && s.sts {
		return identity(operation)
	}
	return unknownService.endpoint(strings.TrimSpace(r.Method + " " + r.URL.Path + " " + r.Header.Get("X-Amz-Target")))
}

// unknownService handles the requests to services that were not added.
var unknownService = &service{
	name: "unknown", version: "1.0", namespace: "localaws",
	throttled: &smithy.GenericAPIError{Code: "ThrottlingException", Message: "Rate exceeded", Fault: smithy.FaultClient},
}

func (sv *service) endpoint(name string) endpoint {
	call := Call{sv.name, name}
	run, ok := sv.operations[name]
	if !ok {
		run = func(context.Context, []byte) (smithy.Serializable, error) {
			return nil, notImplemented(call)
		}
	}
	return endpoint{
		call:      call,
		run:       func(r *http.Request) (answer, error) { return sv.answer(r, run) },
		fail:      sv.failure,
		throttled: sv.throttled,
	}
}

// answer runs an operation and returns its output or its error as an answer. It returns an error
// if the caller does not wait any more.
func (sv *service) answer(r *http.Request, run operation) (answer, error) {
	body, err := read(r)
	if err != nil {
		return sv.failure(err), r.Context().Err()
	}
	out, err := run(r.Context(), body)
	if err != nil {
		return sv.failure(err), gone(r, err)
	}
	text, err := encode(out)
	if err != nil {
		return sv.failure(fmt.Errorf("encode %T: %w", out, err)), nil
	}
	return answer{status: http.StatusOK, header: sv.header(text), body: text}, nil
}

// read returns a request's body.
func read(r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if err != nil {
		return nil, malformed("cannot read the request: %v", err)
	}
	return body, nil
}

// gone returns the error of the request's context if that is why the operation failed.
func gone(r *http.Request, err error) error {
	if ended := r.Context().Err(); ended != nil && errors.Is(err, ended) {
		return ended
	}
	return nil
}

func (sv *service) header(body []byte) http.Header {
	h := http.Header{}
	h.Set("Content-Type", "application/x-amz-json-"+sv.version)
	if sv.checksum {
		h.Set("X-Amz-Crc32", strconv.FormatUint(uint64(crc32.ChecksumIEEE(body)), 10))
	}
	return h
}

// failure returns the answer for an error.
func (sv *service) failure(err error) answer {
	e := apiError(err)
	body := encodeError(sv.namespace, e)
	a := answer{status: status(e), code: e.ErrorCode(), header: sv.header(body), body: body}
	if sv.query {
		fault := "Sender"
		if e.ErrorFault() == smithy.FaultServer {
			fault = "Receiver"
		}
		a.header.Set("X-Amzn-Query-Error", e.ErrorCode()+";"+fault)
	}
	return a
}

// notImplementedCode is the code of an operation that is not implemented; its status is 501.
const notImplementedCode = "NotImplemented"

func notImplemented(c Call) error {
	return &smithy.GenericAPIError{
		Code:    notImplementedCode,
		Message: fmt.Sprintf("not implemented by the embedded stand-in: %s", c),
		Fault:   smithy.FaultServer,
	}
}

// apiError returns an error as one of the protocol, an InternalFailure if it is not one.
func apiError(err error) smithy.APIError {
	if e, ok := errors.AsType[smithy.APIError](err); ok {
		return e
	}
	return &smithy.GenericAPIError{Code: "InternalFailure", Message: err.Error(), Fault: smithy.FaultServer}
}

func status(e smithy.APIError) int {
	switch {
	case e.ErrorCode() == notImplementedCode:
		return http.StatusNotImplemented
	case e.ErrorFault() == smithy.FaultServer:
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}
