#!/bin/bash
pg_isready
