package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/sim"
)

// logs is a file of the example report: 0.3 MB of a bot's events and lines of the Lambda platform.
const logs = "examples/bot-usage/logs/2026-01-02-LATEST-93fa6c51.log"

// query runs a query over the log file.
func query(text string) func() (func() error, error) {
	return func() (func() error, error) {
		q, err := cwli.Compile(text)
		if err != nil {
			return nil, fmt.Errorf("compile: %w", err)
		}
		set, err := logfile.Open(logs)
		if err != nil {
			return nil, err
		}
		return func() error {
			_, err := q.Run(context.Background(), cwli.Options{}, func(ctx context.Context, _ cwli.Input, yield func(*cwli.Event) error) error {
				return set.Each(ctx, "", yield)
			})
			return err
		}, nil
	}
}

// forms renders documents of the tests as HTML, text and JSON.
func forms() (func() error, error) {
	documents := rendertest.Documents()
	return func() error {
		for _, name := range []string{"classic", "checkout"} {
			d := documents[name]
			_ = render.HTML(d) + render.Text(d, render.TextOptions{})
			if _, err := render.JSON(d); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// simulation runs a report of three queries from its start to its delivery, without faults, in the
// simulator: the actors' own code over the stand-in's cores.
func simulation() (func() error, error) {
	return func() error {
		if r := sim.Run(1, sim.Options{Queries: 3, FaultFree: true}); len(r.Violations) > 0 {
			return fmt.Errorf("seed 1 violates %s", r.Violations[0].Rule)
		}
		return nil
	}, nil
}

// call updates an item of the stand-in by the SDK's client.
func call() (func() error, error) {
	local := localaws.New(localaws.Options{})
	client := dynamodb.NewFromConfig(local.Config())
	key := map[string]types.AttributeValue{"pk": &types.AttributeValueMemberS{Value: "counter"}}
	_, err := client.CreateTable(context.Background(), &dynamodb.CreateTableInput{
		TableName: aws.String("ledger"), BillingMode: types.BillingModePayPerRequest,
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("pk"), KeyType: types.KeyTypeHash}},
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("pk"), AttributeType: types.ScalarAttributeTypeS}},
	})
	return func() error {
		_, err := client.UpdateItem(context.Background(), &dynamodb.UpdateItemInput{
			TableName: aws.String("ledger"), Key: key, UpdateExpression: aws.String("ADD settled :one"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":one": &types.AttributeValueMemberN{Value: "1"}},
		})
		return err
	}, err
}
