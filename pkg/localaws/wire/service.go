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
	coral      bool   // the types of general errors are in AWS's own namespaces
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
		s.Do(func() {
			if out, err = method(ctx, in); err == nil {
				s.keep(ctx)
			}
		})
		return out, err
	})
}

// noting is locked for a method that may accept parameters without effect. ignored returns those of the
// last call, for the log.
func noting[In, Opt any, Out smithy.Serializable](s *Server, d decoder, ignored func() []string, method func(context.Context, *In, ...func(*Opt)) (Out, error)) operation {
	return direct(d, func(ctx context.Context, in *In) (out noted, err error) {
		s.Do(func() {
			if out.Serializable, err = method(ctx, in); err == nil {
				s.keep(ctx)
			}
			out.ignored = ignored()
		})
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
// body for the AWS Query protocol.
func (s *Server) route(r *http.Request) endpoint {
	prefix, name, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if sv, ok := s.services[prefix]; ok {
		return sv.endpoint(name)
	}
	if e, ok := s.lambdaEndpoint(r); ok {
		return e
	}
	if e, ok := s.xmlEndpoint(r); ok {
		return e
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
		run:       func(r *http.Request) (answer, error) { return sv.answer(r, call, run) },
		fail:      sv.failure,
		throttled: sv.throttled,
	}
}

// answer runs an operation and returns its output or its error as an answer. It returns an error
// if the caller does not wait any more.
func (sv *service) answer(r *http.Request, call Call, run operation) (answer, error) {
	body, err := read(r)
	if err != nil {
		return sv.failure(err), r.Context().Err()
	}
	out, err := run(withRequest(r.Context(), call, body), body)
	if err != nil {
		return sv.failure(err), gone(r, err)
	}
	text, err := encode(out)
	if err != nil {
		return sv.failure(fmt.Errorf("encode %T: %w", out, err)), nil
	}
	a := answer{status: http.StatusOK, header: sv.header(text), body: text}
	if out, ok := out.(noted); ok {
		a.ignored = out.ignored
	}
	return a, nil
}

// noted is an output with the parameters that the operation accepted without effect.
type noted struct {
	smithy.Serializable
	ignored []string
}

// read returns a request's body. One that is compressed is refused: so a few bytes never become many.
func read(r *http.Request) ([]byte, error) {
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return nil, malformed("the request is compressed (Content-Encoding %q): the stand-in reads requests that are not", coding)
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, tooLarge()
	}
	if err != nil {
		return nil, malformed("cannot read the request: %v", err)
	}
	return body, nil
}

// tooLarge returns the error for a body above maxBody.
func tooLarge() error {
	return &smithy.GenericAPIError{
		Code: tooLargeCode, Message: fmt.Sprintf("the request has more than %d bytes", maxBody), Fault: smithy.FaultClient,
	}
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
	body := encodeError(sv.space(e), e)
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

// coralSpaces has the namespaces of DynamoDB's general errors, as clients that compare whole types
// expect them (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
// and https://github.com/architect/dynalite/tree/main/test, whose tests also run on AWS).
var coralSpaces = map[string]string{
	"AccessDeniedException":       "com.amazon.coral.service",
	codeMalformed:                 "com.amazon.coral.service",
	"ThrottlingException":         "com.amazon.coral.availability",
	codeInvalid:                   "com.amazon.coral.validate",
	"UnrecognizedClientException": "com.amazon.coral.service",
}

// space returns the namespace of an error's type.
func (sv *service) space(e smithy.APIError) string {
	if space, ok := coralSpaces[e.ErrorCode()]; ok && sv.coral {
		return space
	}
	return sv.namespace
}

const (
	notImplementedCode = "NotImplemented"                              // of an operation that is not implemented
	tooLargeCode       = "RequestEntityTooLarge"                       // of a body above maxBody
	purgedCode         = "AWS.SimpleQueueService.PurgeQueueInProgress" // of a second PurgeQueue within a minute
)

// statuses has the HTTP statuses of errors that are neither 400 nor 500. PurgeQueueInProgress has 403
// on AWS (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html),
// a body that is too large 413 (dynalite's test/connection.js).
var statuses = map[string]int{
	notImplementedCode: http.StatusNotImplemented,
	tooLargeCode:       http.StatusRequestEntityTooLarge,
	purgedCode:         http.StatusForbidden,
}

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
	if status, ok := statuses[e.ErrorCode()]; ok {
		return status
	}
	if e.ErrorFault() == smithy.FaultServer {
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}
