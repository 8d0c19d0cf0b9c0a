// Command bootstrap is a function that does as its event says.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
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
}

func main() {
	if os.Getenv("FAIL_INIT") != "" {
		fmt.Println("cannot start")
		os.Exit(4)
	}
	lambda.Start(handle)
}

func handle(ctx context.Context, e event) (answer, error) {
	switch e.Do {
	case "error":
		return answer{}, errors.New("no such report")
	case "panic":
		panic("boom")
	case "exit":
		os.Exit(3)
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
	}, nil
}
