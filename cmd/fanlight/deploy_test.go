package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/local"
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
	cfg := aws.Config{
		Region: ts.Getenv("AWS_REGION"), BaseEndpoint: aws.String(ts.Getenv("AWS_ENDPOINT_URL")),
		Credentials: credentials.NewStaticCredentialsProvider(ts.Getenv("AWS_ACCESS_KEY_ID"), ts.Getenv("AWS_SECRET_ACCESS_KEY"), ""),
	}
	l := ledger.New(dynamodb.NewFromConfig(cfg), local.DefaultStack, stack.Clock{}, 0)
	ts.Check(l.PutDefinition(context.Background(), ledger.Definition{Report: *reports[0], Hash: reports[0].Hash()}))
}
