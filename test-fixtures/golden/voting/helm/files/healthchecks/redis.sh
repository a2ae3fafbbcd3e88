#!/bin/sh
# Healthy when the server answers.
exec redis-cli ping
