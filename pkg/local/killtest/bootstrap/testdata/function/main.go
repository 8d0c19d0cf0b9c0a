// Command bootstrap is a function that does as its event says.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event struct {
	Do string `json:"do"`
}

type answer struct {
	PID       int    `json:"pid"`
	RequestID string `json:"request_id"`
	ARN       string `json:"arn"`
	Name      string `json:"name"`
	Greeting  string `json:"greeting"`
	Deadline  bool   `json:"deadline"`
	Status    int    `json:"status"`
	Trace     string `json:"trace"`
}

func main() {
	switch os.Getenv("MODE") {
	case "exit":
		os.Exit(4)
	case "init error":
		post("init/error", `{"errorType":"Config","errorMessage":"TABLE is not set"}`)
		os.Exit(5)
	case "broken stream":
		lambda.Start(func() (io.Reader, error) { return broken{}, nil })
	}
	lambda.Start(handle)
}

// broken is an answer that ends in an error.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("connection lost") }

// post calls the Runtime API by hand and returns the status.
func post(path, body string) int {
	url := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/" + path
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

func handle(ctx context.Context, e event) (answer, error) {
	switch e.Do {
	case "error":
		return answer{}, errors.New("no such report")
	case "panic":
		panic("boom")
	case "exit":
		fmt.Print("bye") // a line that is never ended
		os.Exit(3)
	case "impostor":
		return answer{Status: post("invocation/another/response", "{}")}, nil
	case "hang":
		time.Sleep(time.Hour)
	case "print":
		fmt.Print("first\nsecond\n")
	}
	lc, _ := lambdacontext.FromContext(ctx)
	_, deadline := ctx.Deadline()
	return answer{
		PID:       os.Getpid(),
		RequestID: lc.AwsRequestID,
		ARN:       lc.InvokedFunctionArn,
		Name:      lambdacontext.FunctionName,
		Greeting:  os.Getenv("GREETING"),
		Deadline:  deadline,
		Trace:     os.Getenv("_X_AMZN_TRACE_ID"),
	}, nil
}
