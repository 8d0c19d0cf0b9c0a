// Package config reads the functions' environment, builds their clients and
// their log, and serves their handlers.
package config

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	awsconfig "github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/stack"
)

// The environment of the functions, as the deployment sets it.
const (
	Table          = "FANLIGHT_TABLE"
	QueryQueue     = "FANLIGHT_QUERY_QUEUE"  // URLs
	ReportQueue    = "FANLIGHT_REPORT_QUEUE" //
	RetentionDays  = "FANLIGHT_RETENTION_DAYS"
	Slots          = "FANLIGHT_SLOTS"
	Concurrency    = "FANLIGHT_CONCURRENCY"
	InsightsLimit  = "FANLIGHT_INSIGHTS_LIMIT"
	StartRate      = "FANLIGHT_START_RATE" // calls a second, of all workers
	ReadRate       = "FANLIGHT_READ_RATE"  //
	CatchUp        = "FANLIGHT_CATCH_UP_EDITIONS"
	CatchUpDays    = "FANLIGHT_CATCH_UP_DAYS"
	TimeoutSeconds = "FANLIGHT_TIMEOUT_SECONDS" // of the function itself
	LogLevel       = "FANLIGHT_LOG_LEVEL"       // debug, info (the default), warn or error
)

// answerTime bounds one attempt at a call: the SDK has no bound of its own, and
// an answer that was lost must not cost the whole invocation.
const answerTime = 25 * time.Second

// Environment reads variables and collects what is wrong with them.
type Environment struct{ problems []error }

// Text returns a variable that must be set.
func (e *Environment) Text(name string) string {
	value := os.Getenv(name)
	if value == "" {
		e.problems = append(e.problems, fmt.Errorf("%s is not set", name))
	}
	return value
}

// Number returns a variable that is a positive number if it is set, else 0.
func (e *Environment) Number(name string) int {
	value := os.Getenv(name)
	if value == "" {
		return 0
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		e.problems = append(e.problems, fmt.Errorf("invalid %s %q: want a positive number", name, value))
	}
	return n
}

// LogLevel returns the level from which on records are written.
func (e *Environment) LogLevel() slog.Level {
	value := os.Getenv(LogLevel)
	level, known := levels[value]
	if !known {
		e.problems = append(e.problems, fmt.Errorf("invalid %s %q: want debug, info, warn or error", LogLevel, value))
	}
	return level
}

// Timeout returns the timeout that the function is deployed with: that of the
// stack's table unless TimeoutSeconds is set.
func (e *Environment) Timeout(f stack.Function) time.Duration {
	if n := e.Number(TimeoutSeconds); n > 0 {
		return time.Duration(n) * time.Second
	}
	return f.Timeout()
}

// Err joins what is wrong.
func (e *Environment) Err() error { return errors.Join(e.problems...) }

// Config returns the AWS configuration that Lambda's environment gives.
func Config(ctx context.Context) (aws.Config, error) {
	cfg, err := awsconfig.LoadDefaultConfig(ctx, awsconfig.WithHTTPClient(awshttp.NewBuildableClient().WithTimeout(answerTime)))
	if err != nil {
		return cfg, fmt.Errorf("load the AWS configuration: %w", err)
	}
	return cfg, nil
}

// Stack returns the stack that the environment names.
func Stack(cfg aws.Config, e *Environment) *stack.Stack {
	clock, table := stack.Clock{}, e.Text(Table)
	return &stack.Stack{
		Names: stack.Names{
			Table: table, QueryQueue: e.Text(QueryQueue), ReportQueue: e.Text(ReportQueue),
			Retention: time.Duration(e.Number(RetentionDays)) * 24 * time.Hour,
		},
		DynamoDB: dynamodb.NewFromConfig(cfg),
		SQS:      sqs.NewFromConfig(cfg),
		Logs:     cloudwatchlogs.NewFromConfig(cfg),
		Clock:    clock,
		Random:   stack.Random{},
		Events:   lambdaevent.NewMetrics(os.Stdout, clock, table), // the table bears the stack's name
		Log:      logHandler(os.Stdout, e.LogLevel()),
		Calls:    stack.Concurrent,
	}
}

// Main builds a function's handler and serves it until ctx ends. If the handler
// cannot be built, or the environment is incomplete, it exits with the error,
// which Lambda shows as the reason of the failed initialisation.
func Main(build func(aws.Config, *Environment) (handler any, err error)) {
	ctx := context.Background()
	handler, err := initialise(ctx, build)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	lambda.StartWithOptions(handler, lambda.WithContext(ctx))
}

func initialise(ctx context.Context, build func(aws.Config, *Environment) (any, error)) (any, error) {
	cfg, err := Config(ctx)
	if err != nil {
		return nil, err
	}
	var env Environment
	handler, err := build(cfg, &env)
	if incomplete := env.Err(); incomplete != nil {
		return nil, incomplete
	}
	if err != nil {
		return nil, err
	}
	limitMemory(env.Number(memorySize))
	slog.New(logHandler(os.Stdout, env.LogLevel())).Info("function started", settings(os.Getenv)...)
	return handler, nil
}

// memorySize is the function's memory in MB, which Lambda sets
// (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html).
const memorySize = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE"

// limitMemory makes the garbage collector work harder when a function uses three
// quarters of its memory. Without that the heap may grow to twice what is in use.
func limitMemory(megabytes int) {
	if megabytes > 0 {
		debug.SetMemoryLimit(int64(megabytes) << 20 * 3 / 4)
	}
}
