package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
	"github.com/fanlight/fanlight/pkg/stack"
)

// deploy replaces the deployed report of the stack that a script serves by that of a
// file, as a deployment does.
func deploy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: deploy FILE")
	}
	reports, problems, err := source.LoadFiles([]string{ts.MkAbs(args[0])}, nil, source.Options{})
	ts.Check(err)
	if len(problems) > 0 || len(reports) != 1 {
		ts.Fatalf("%s has %d reports, and mistakes: %v", args[0], len(reports), problems)
	}
	ts.Check(putReport(context.Background(), ts.Getenv, reports[0]))
}

// putReport writes a definition into the table of the stack that the variables lead to.
func putReport(ctx context.Context, getenv func(string) string, r *report.Report) error {
	cfg := aws.Config{
		Region: getenv("AWS_REGION"), BaseEndpoint: aws.String(getenv("AWS_ENDPOINT_URL")),
		Credentials: credentials.NewStaticCredentialsProvider(getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY"), ""),
	}
	l := ledger.New(dynamodb.NewFromConfig(cfg), local.DefaultStack, stack.Clock{}, 0)
	return l.PutDefinition(ctx, ledger.Definition{Report: *r, Hash: r.Hash()})
}
