"""Suites, metrics, runner, statistics and reports: does a chatbot keep hedges?"""
